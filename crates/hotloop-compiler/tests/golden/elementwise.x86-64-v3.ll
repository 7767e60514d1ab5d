target triple = "x86_64-unknown-linux-gnu"

define i64 @hotloop_entry(ptr noalias %frame, ptr noalias %host) nounwind "min-legal-vector-width"="256" {
entry:
  %v0 = alloca ptr
  %v0.data = alloca ptr
  %v0.len = alloca i64
  %v0.dim1 = alloca i64
  %v1 = alloca ptr
  %v1.data = alloca ptr
  %v1.len = alloca i64
  %v1.dim1 = alloca i64
  %v2 = alloca i64
  %v3 = alloca i64
  %v4 = alloca i64
  %v5 = alloca i64
  %v6 = alloca i64
  %v7 = alloca i64
  %v8 = alloca i64
  %v9 = alloca i64
  %v10 = alloca i64
  %v11 = alloca double
  %v12 = alloca i64
  %v13 = alloca i64
  %v14 = alloca double
  %v15 = alloca double
  %v16 = alloca i64
  %v17 = alloca i64
  %v18 = alloca i1
  %v19 = alloca i1
  %v20 = alloca i64
  %v21 = alloca i64
  %v22 = alloca double
  %v23 = alloca i64
  %v24 = alloca i64
  %v25 = alloca double
  %v26 = alloca double
  %v27 = alloca i64
  %v28 = alloca i64
  %exit_id = alloca i64
  %countdown = alloca i64
  %s0 = alloca ptr
  %s1 = alloca ptr
  %captures32 = alloca [2 x i64]
  %s19 = alloca i1
  %s8 = alloca i64
  %s7 = alloca i64
  %s4 = alloca i64
  %s5 = alloca i64
  %s6 = alloca i64
  %t1 = getelementptr i64, ptr %frame, i64 0
  %t2 = load ptr, ptr %t1
  store ptr %t2, ptr %v0
  %t3 = load ptr, ptr %v0
  %t4 = getelementptr i8, ptr %t3, i64 0
  %t5 = load ptr, ptr %t4
  store ptr %t5, ptr %v0.data
  %t6 = getelementptr i8, ptr %t3, i64 8
  %t7 = load i64, ptr %t6
  store i64 %t7, ptr %v0.len
  %t8 = getelementptr i8, ptr %t3, i64 16
  %t9 = load i64, ptr %t8
  store i64 %t9, ptr %v0.dim1
  %t10 = getelementptr i64, ptr %frame, i64 1
  %t11 = load ptr, ptr %t10
  store ptr %t11, ptr %v1
  %t12 = load ptr, ptr %v1
  %t13 = getelementptr i8, ptr %t12, i64 0
  %t14 = load ptr, ptr %t13
  store ptr %t14, ptr %v1.data
  %t15 = getelementptr i8, ptr %t12, i64 8
  %t16 = load i64, ptr %t15
  store i64 %t16, ptr %v1.len
  %t17 = getelementptr i8, ptr %t12, i64 16
  %t18 = load i64, ptr %t17
  store i64 %t18, ptr %v1.dim1
  %t19 = getelementptr i8, ptr %host, i64 16
  %t20 = load i64, ptr %t19
  store i64 %t20, ptr %countdown
  %t21 = load ptr, ptr %v0
  store ptr %t21, ptr %s0
  %t22 = load ptr, ptr %v1
  store ptr %t22, ptr %s1
  store i64 0, ptr %exit_id
  ; undo flags
  store i64 0, ptr %v4
  store i64 1, ptr %v5
  %t24 = load i64, ptr %v0.len
  %t25 = call i64 @llvm.smax.i64(i64 %t24, i64 0)
  store i64 %t25, ptr %v6
  store i64 0, ptr %v7
  store i64 0, ptr %v8
  store i1 false, ptr %v19
  store i64 0, ptr %v7
  br label %head3
head3:
  %t26 = load i64, ptr %v7
  %t27 = load i64, ptr %v0.len
  %t28 = call i64 @llvm.smax.i64(i64 %t27, i64 0)
  %t29 = add i64 %t28, -1
  %t30 = load i64, ptr %v1.len
  %t31 = call i64 @llvm.smin.i64(i64 %t29, i64 %t30)
  %t33 = sub i64 %t31, %t26
  %t34 = icmp sge i64 %t33, 4
  br i1 %t34, label %strips32, label %scalar32
strips32:
  %t35 = load ptr, ptr %v0
  %t36 = getelementptr i64, ptr %captures32, i64 0
  store ptr %t35, ptr %t36
  %t37 = load ptr, ptr %v1
  %t38 = getelementptr i64, ptr %captures32, i64 1
  store ptr %t37, ptr %t38
  %t39 = getelementptr i8, ptr %host, i64 40
  %t40 = load ptr, ptr %t39
  %t41 = call i64 %t40(ptr %host, i64 0, ptr @hotloop_kernel_0, ptr %captures32, i64 %t26, i64 %t31, i64 %t31)
  store i64 %t41, ptr %v7
  %t42 = getelementptr i8, ptr %host, i64 16
  %t43 = load i64, ptr %t42
  store i64 %t43, ptr %countdown
  br label %scalar32
scalar32:
  %t44 = load ptr, ptr %v0
  store ptr %t44, ptr %s0
  %t45 = load ptr, ptr %v1
  store ptr %t45, ptr %s1
  %t46 = load i1, ptr %v19
  store i1 %t46, ptr %s19
  %t47 = load i64, ptr %v8
  store i64 %t47, ptr %s8
  %t48 = load i64, ptr %v7
  store i64 %t48, ptr %s7
  %t49 = load i64, ptr %v4
  store i64 %t49, ptr %s4
  %t50 = load i64, ptr %v5
  store i64 %t50, ptr %s5
  %t51 = load i64, ptr %v6
  store i64 %t51, ptr %s6
  store i64 2, ptr %exit_id
  ; undo flags
  %t54 = load i64, ptr %countdown
  %t55 = sub i64 %t54, 1
  store i64 %t55, ptr %countdown
  %t56 = icmp slt i64 %t55, 0
  br i1 %t56, label %poll53, label %go53, !prof !1
poll53:
  %t57 = getelementptr i8, ptr %host, i64 24
  %t58 = load ptr, ptr %t57
  %t59 = call i64 %t58(ptr %host)
  %t60 = getelementptr i8, ptr %host, i64 16
  %t61 = load i64, ptr %t60
  store i64 %t61, ptr %countdown
  %t62 = icmp ne i64 %t59, 0
  br i1 %t62, label %fail, label %go53, !prof !1
go53:
  %t63 = load i64, ptr %v7
  %t64 = load i64, ptr %v0.len
  %t65 = call i64 @llvm.smax.i64(i64 %t64, i64 0)
  %t66 = icmp slt i64 %t63, %t65
  br i1 %t66, label %body3, label %end3, !prof !0
body3:
  %t67 = load i64, ptr %v7
  store i64 %t67, ptr %v8
  %t68 = load i64, ptr %v7
  %t69 = load ptr, ptr %v0.data
  %t70 = getelementptr double, ptr %t69, i64 %t68
  %t71 = load double, ptr %t70
  store double %t71, ptr %v22
  %t72 = load i64, ptr %v7
  %t73 = load ptr, ptr %v0.data
  %t74 = getelementptr double, ptr %t73, i64 %t72
  %t75 = load double, ptr %t74
  store double %t75, ptr %v25
  %t76 = load double, ptr %v22
  %t77 = load double, ptr %v25
  %t78 = fmul double %t76, %t77
  %t79 = fadd double %t78, 0x3FE0000000000000
  store double %t79, ptr %v26
  %t80 = load i64, ptr %v7
  %t81 = load i64, ptr %v1.len
  %t82 = icmp slt i64 %t80, %t81
  br i1 %t82, label %good83, label %fail, !prof !0
good83:
  %t84 = load i64, ptr %v7
  %t85 = load ptr, ptr %v1.data
  %t86 = getelementptr double, ptr %t85, i64 %t84
  %t87 = load double, ptr %v26
  store double %t87, ptr %t86
  store i1 true, ptr %v19
  br label %next3
next3:
  %t88 = load i64, ptr %v7
  %t89 = add nsw i64 %t88, 1
  store i64 %t89, ptr %v7
  br label %head3
end3:
  br label %end2
end2:
  %t90 = load ptr, ptr %v0
  store ptr %t90, ptr %s0
  %t91 = load ptr, ptr %v1
  store ptr %t91, ptr %s1
  %t92 = load i1, ptr %v19
  store i1 %t92, ptr %s19
  %t93 = load i64, ptr %v8
  store i64 %t93, ptr %s8
  store i64 3, ptr %exit_id
  ; undo flags
  ret i64 0
fail:
  %t95 = load i64, ptr %exit_id
  switch i64 %t95, label %nowhere [ i64 0, label %exit0 i64 2, label %exit2 i64 3, label %exit3 ]
nowhere:
  unreachable
exit0:
  %t96 = load ptr, ptr %s0
  %t97 = getelementptr i64, ptr %frame, i64 0
  store ptr %t96, ptr %t97
  %t98 = load ptr, ptr %s1
  %t99 = getelementptr i64, ptr %frame, i64 1
  store ptr %t98, ptr %t99
  ret i64 1
exit2:
  %t100 = load ptr, ptr %s0
  %t101 = getelementptr i64, ptr %frame, i64 0
  store ptr %t100, ptr %t101
  %t102 = load ptr, ptr %s1
  %t103 = getelementptr i64, ptr %frame, i64 1
  store ptr %t102, ptr %t103
  %t104 = load i1, ptr %s19
  %t105 = getelementptr i64, ptr %frame, i64 2
  %t106 = zext i1 %t104 to i64
  store i64 %t106, ptr %t105
  %t107 = load i64, ptr %s8
  %t108 = getelementptr i64, ptr %frame, i64 3
  store i64 %t107, ptr %t108
  %t109 = load i64, ptr %s7
  %t110 = getelementptr i64, ptr %frame, i64 4
  store i64 %t109, ptr %t110
  %t111 = load i64, ptr %s4
  %t112 = getelementptr i64, ptr %frame, i64 5
  store i64 %t111, ptr %t112
  %t113 = load i64, ptr %s5
  %t114 = getelementptr i64, ptr %frame, i64 6
  store i64 %t113, ptr %t114
  %t115 = load i64, ptr %s6
  %t116 = getelementptr i64, ptr %frame, i64 7
  store i64 %t115, ptr %t116
  ret i64 3
exit3:
  %t117 = load ptr, ptr %s0
  %t118 = getelementptr i64, ptr %frame, i64 0
  store ptr %t117, ptr %t118
  %t119 = load ptr, ptr %s1
  %t120 = getelementptr i64, ptr %frame, i64 1
  store ptr %t119, ptr %t120
  %t121 = load i1, ptr %s19
  %t122 = getelementptr i64, ptr %frame, i64 2
  %t123 = zext i1 %t121 to i64
  store i64 %t123, ptr %t122
  %t124 = load i64, ptr %s8
  %t125 = getelementptr i64, ptr %frame, i64 3
  store i64 %t124, ptr %t125
  ret i64 4
}

define i64 @hotloop_kernel_0(ptr noalias %captures, i64 %begin, i64 %end, ptr noalias %host) nounwind "min-legal-vector-width"="256" "stackrealign" {
entry:
  %v0 = alloca ptr
  %v0.data = alloca ptr
  %v0.len = alloca i64
  %v0.dim1 = alloca i64
  %v1 = alloca ptr
  %v1.data = alloca ptr
  %v1.len = alloca i64
  %v1.dim1 = alloca i64
  %v2 = alloca i64
  %v3 = alloca i64
  %v4 = alloca i64
  %v5.0 = alloca <4 x double>
  %v6.0 = alloca <4 x double>
  %v7.0 = alloca <4 x double>
  %exit_id = alloca i64
  %countdown = alloca i64
  %s4 = alloca i64
  %t1 = getelementptr i64, ptr %captures, i64 0
  %t2 = load ptr, ptr %t1
  store ptr %t2, ptr %v0
  %t3 = load ptr, ptr %v0
  %t4 = getelementptr i8, ptr %t3, i64 0
  %t5 = load ptr, ptr %t4
  store ptr %t5, ptr %v0.data
  %t6 = getelementptr i8, ptr %t3, i64 8
  %t7 = load i64, ptr %t6
  store i64 %t7, ptr %v0.len
  %t8 = getelementptr i8, ptr %t3, i64 16
  %t9 = load i64, ptr %t8
  store i64 %t9, ptr %v0.dim1
  %t10 = getelementptr i64, ptr %captures, i64 1
  %t11 = load ptr, ptr %t10
  store ptr %t11, ptr %v1
  %t12 = load ptr, ptr %v1
  %t13 = getelementptr i8, ptr %t12, i64 0
  %t14 = load ptr, ptr %t13
  store ptr %t14, ptr %v1.data
  %t15 = getelementptr i8, ptr %t12, i64 8
  %t16 = load i64, ptr %t15
  store i64 %t16, ptr %v1.len
  %t17 = getelementptr i8, ptr %t12, i64 16
  %t18 = load i64, ptr %t17
  store i64 %t18, ptr %v1.dim1
  store i64 %begin, ptr %v2
  store i64 %end, ptr %v3
  %t19 = getelementptr i8, ptr %host, i64 16
  %t20 = load i64, ptr %t19
  store i64 %t20, ptr %countdown
  %t21 = load i64, ptr %v2
  store i64 %t21, ptr %v4
  br label %next0
next0:
  %t22 = load i64, ptr %v4
  store i64 %t22, ptr %s4
  store i64 4, ptr %exit_id
  ; undo flags
  %t25 = load i64, ptr %countdown
  %t26 = sub i64 %t25, 1
  store i64 %t26, ptr %countdown
  %t27 = icmp slt i64 %t26, 0
  br i1 %t27, label %poll24, label %go24, !prof !1
poll24:
  %t28 = getelementptr i8, ptr %host, i64 24
  %t29 = load ptr, ptr %t28
  %t30 = call i64 %t29(ptr %host)
  %t31 = getelementptr i8, ptr %host, i64 16
  %t32 = load i64, ptr %t31
  store i64 %t32, ptr %countdown
  %t33 = icmp ne i64 %t30, 0
  br i1 %t33, label %fail, label %go24, !prof !1
go24:
  %t34 = load i64, ptr %v4
  %t35 = add i64 %t34, 4
  %t36 = load i64, ptr %v3
  %t37 = icmp sgt i64 %t35, %t36
  br i1 %t37, label %then38, label %done38, !prof !1
then38:
  br label %end0
done38:
  %t39 = load i64, ptr %v4
  %t40 = add i64 %t39, 0
  %t41 = add i64 %t40, 0
  %t42 = load ptr, ptr %v0.data
  %t43 = getelementptr double, ptr %t42, i64 %t41
  %t44 = load <4 x double>, ptr %t43, align 8
  store <4 x double> %t44, ptr %v5.0
  %t45 = load <4 x double>, ptr %v5.0
  %t46 = fmul <4 x double> %t45, %t45
  %t47 = fadd <4 x double> %t46, splat (double 0x3FE0000000000000)
  store <4 x double> %t47, ptr %v7.0
  %t48 = load <4 x double>, ptr %v7.0
  %t49 = load i64, ptr %v4
  %t50 = add i64 %t49, 0
  %t51 = add i64 %t50, 0
  %t52 = load ptr, ptr %v1.data
  %t53 = getelementptr double, ptr %t52, i64 %t51
  store <4 x double> %t48, ptr %t53, align 8
  %t54 = load i64, ptr %v4
  %t55 = add i64 %t54, 4
  store i64 %t55, ptr %v4
  br label %next0
end0:
  %t56 = load i64, ptr %v4
  ret i64 %t56
fail:
  %t57 = load i64, ptr %exit_id
  switch i64 %t57, label %nowhere [ i64 4, label %exit4 ]
nowhere:
  unreachable
exit4:
  %t58 = load i64, ptr %s4
  ret i64 %t58
}

declare i64 @llvm.smax.i64(i64, i64) nounwind
declare i64 @llvm.smin.i64(i64, i64) nounwind
!0 = !{!"branch_weights", i32 100000, i32 1}
!1 = !{!"branch_weights", i32 1, i32 100000}
