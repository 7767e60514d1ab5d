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
  %v2 = alloca ptr
  %v2.data = alloca ptr
  %v2.len = alloca i64
  %v2.dim1 = alloca i64
  %v3 = alloca i64
  %v4 = alloca i64
  %v5 = alloca i64
  %v6 = alloca i64
  %v7 = alloca i64
  %v8 = alloca i64
  %v9 = alloca i64
  %v10 = alloca i64
  %v11 = alloca i64
  %v12 = alloca i64
  %v13 = alloca i64
  %v14 = alloca i64
  %v15 = alloca i64
  %v16 = alloca i64
  %v17 = alloca i64
  %v18 = alloca i64
  %v19 = alloca i64
  %v20 = alloca i64
  %v21 = alloca i1
  %v22 = alloca i1
  %v23 = alloca i64
  %v24 = alloca i64
  %v25 = alloca i64
  %v26 = alloca i64
  %v27 = alloca i64
  %v28 = alloca i64
  %v29 = alloca i64
  %v30 = alloca i64
  %v31 = alloca i64
  %v32 = alloca i64
  %v33 = alloca i64
  %exit_id = alloca i64
  %countdown = alloca i64
  %s0 = alloca ptr
  %s1 = alloca ptr
  %s2 = alloca ptr
  %captures44 = alloca [3 x i64]
  %s22 = alloca i1
  %s9 = alloca i64
  %s8 = alloca i64
  %s5 = alloca i64
  %s6 = alloca i64
  %s7 = alloca i64
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
  %t19 = getelementptr i64, ptr %frame, i64 2
  %t20 = load ptr, ptr %t19
  store ptr %t20, ptr %v2
  %t21 = load ptr, ptr %v2
  %t22 = getelementptr i8, ptr %t21, i64 0
  %t23 = load ptr, ptr %t22
  store ptr %t23, ptr %v2.data
  %t24 = getelementptr i8, ptr %t21, i64 8
  %t25 = load i64, ptr %t24
  store i64 %t25, ptr %v2.len
  %t26 = getelementptr i8, ptr %t21, i64 16
  %t27 = load i64, ptr %t26
  store i64 %t27, ptr %v2.dim1
  %t28 = getelementptr i8, ptr %host, i64 16
  %t29 = load i64, ptr %t28
  store i64 %t29, ptr %countdown
  %t30 = load ptr, ptr %v0
  store ptr %t30, ptr %s0
  %t31 = load ptr, ptr %v1
  store ptr %t31, ptr %s1
  %t32 = load ptr, ptr %v2
  store ptr %t32, ptr %s2
  store i64 0, ptr %exit_id
  ; undo flags
  store i64 0, ptr %v5
  store i64 1, ptr %v6
  %t34 = load i64, ptr %v0.len
  %t35 = call i64 @llvm.smax.i64(i64 %t34, i64 0)
  store i64 %t35, ptr %v7
  store i64 0, ptr %v8
  store i64 0, ptr %v9
  store i1 false, ptr %v22
  store i64 0, ptr %v8
  br label %head3
head3:
  %t36 = load i64, ptr %v8
  %t37 = load i64, ptr %v0.len
  %t38 = call i64 @llvm.smax.i64(i64 %t37, i64 0)
  %t39 = add i64 %t38, -1
  %t40 = load i64, ptr %v1.len
  %t41 = call i64 @llvm.smin.i64(i64 %t39, i64 %t40)
  %t42 = load i64, ptr %v2.len
  %t43 = call i64 @llvm.smin.i64(i64 %t41, i64 %t42)
  %t45 = sub i64 %t43, %t36
  %t46 = icmp sge i64 %t45, 4
  br i1 %t46, label %strips44, label %scalar44
strips44:
  %t47 = load ptr, ptr %v0
  %t48 = getelementptr i64, ptr %captures44, i64 0
  store ptr %t47, ptr %t48
  %t49 = load ptr, ptr %v1
  %t50 = getelementptr i64, ptr %captures44, i64 1
  store ptr %t49, ptr %t50
  %t51 = load ptr, ptr %v2
  %t52 = getelementptr i64, ptr %captures44, i64 2
  store ptr %t51, ptr %t52
  %t53 = getelementptr i8, ptr %host, i64 40
  %t54 = load ptr, ptr %t53
  %t55 = call i64 %t54(ptr %host, i64 0, ptr @hotloop_kernel_0, ptr %captures44, i64 %t36, i64 %t43, i64 %t43)
  store i64 %t55, ptr %v8
  %t56 = getelementptr i8, ptr %host, i64 16
  %t57 = load i64, ptr %t56
  store i64 %t57, ptr %countdown
  br label %scalar44
scalar44:
  %t58 = load ptr, ptr %v0
  store ptr %t58, ptr %s0
  %t59 = load ptr, ptr %v1
  store ptr %t59, ptr %s1
  %t60 = load i1, ptr %v22
  store i1 %t60, ptr %s22
  %t61 = load i64, ptr %v9
  store i64 %t61, ptr %s9
  %t62 = load ptr, ptr %v2
  store ptr %t62, ptr %s2
  %t63 = load i64, ptr %v8
  store i64 %t63, ptr %s8
  %t64 = load i64, ptr %v5
  store i64 %t64, ptr %s5
  %t65 = load i64, ptr %v6
  store i64 %t65, ptr %s6
  %t66 = load i64, ptr %v7
  store i64 %t66, ptr %s7
  store i64 2, ptr %exit_id
  ; undo flags
  %t69 = load i64, ptr %countdown
  %t70 = sub i64 %t69, 1
  store i64 %t70, ptr %countdown
  %t71 = icmp slt i64 %t70, 0
  br i1 %t71, label %poll68, label %go68, !prof !1
poll68:
  %t72 = getelementptr i8, ptr %host, i64 24
  %t73 = load ptr, ptr %t72
  %t74 = call i64 %t73(ptr %host)
  %t75 = getelementptr i8, ptr %host, i64 16
  %t76 = load i64, ptr %t75
  store i64 %t76, ptr %countdown
  %t77 = icmp ne i64 %t74, 0
  br i1 %t77, label %fail, label %go68, !prof !1
go68:
  %t78 = load i64, ptr %v8
  %t79 = load i64, ptr %v0.len
  %t80 = call i64 @llvm.smax.i64(i64 %t79, i64 0)
  %t81 = icmp slt i64 %t78, %t80
  br i1 %t81, label %body3, label %end3, !prof !0
body3:
  %t82 = load i64, ptr %v8
  store i64 %t82, ptr %v9
  %t83 = load i64, ptr %v8
  %t84 = load ptr, ptr %v0.data
  %t85 = getelementptr i64, ptr %t84, i64 %t83
  %t86 = load i64, ptr %t85
  store i64 %t86, ptr %v25
  %t87 = load i64, ptr %v8
  %t88 = load i64, ptr %v1.len
  %t89 = icmp slt i64 %t87, %t88
  br i1 %t89, label %good90, label %fail, !prof !0
good90:
  %t91 = load i64, ptr %v8
  %t92 = load ptr, ptr %v1.data
  %t93 = getelementptr i64, ptr %t92, i64 %t91
  %t94 = load i64, ptr %t93
  store i64 %t94, ptr %v28
  %t95 = load i64, ptr %v25
  %t96 = load i64, ptr %v28
  %t97 = call {i64, i1} @llvm.sadd.with.overflow.i64(i64 %t95, i64 %t96)
  %t98 = extractvalue {i64, i1} %t97, 1
  %t99 = xor i1 %t98, true
  br i1 %t99, label %good100, label %fail, !prof !0
good100:
  %t101 = load i64, ptr %v8
  %t102 = load i64, ptr %v2.len
  %t103 = icmp slt i64 %t101, %t102
  br i1 %t103, label %good104, label %fail, !prof !0
good104:
  %t105 = load i64, ptr %v8
  %t106 = load ptr, ptr %v2.data
  %t107 = getelementptr i64, ptr %t106, i64 %t105
  %t108 = load i64, ptr %v25
  %t109 = load i64, ptr %v28
  %t110 = add i64 %t108, %t109
  store i64 %t110, ptr %t107
  store i1 true, ptr %v22
  br label %next3
next3:
  %t111 = load i64, ptr %v8
  %t112 = add nsw i64 %t111, 1
  store i64 %t112, ptr %v8
  br label %head3
end3:
  br label %end2
end2:
  %t113 = load ptr, ptr %v0
  store ptr %t113, ptr %s0
  %t114 = load ptr, ptr %v1
  store ptr %t114, ptr %s1
  %t115 = load i1, ptr %v22
  store i1 %t115, ptr %s22
  %t116 = load i64, ptr %v9
  store i64 %t116, ptr %s9
  %t117 = load ptr, ptr %v2
  store ptr %t117, ptr %s2
  store i64 3, ptr %exit_id
  ; undo flags
  ret i64 0
fail:
  %t119 = load i64, ptr %exit_id
  switch i64 %t119, label %nowhere [ i64 0, label %exit0 i64 2, label %exit2 i64 3, label %exit3 ]
nowhere:
  unreachable
exit0:
  %t120 = load ptr, ptr %s0
  %t121 = getelementptr i64, ptr %frame, i64 0
  store ptr %t120, ptr %t121
  %t122 = load ptr, ptr %s1
  %t123 = getelementptr i64, ptr %frame, i64 1
  store ptr %t122, ptr %t123
  %t124 = load ptr, ptr %s2
  %t125 = getelementptr i64, ptr %frame, i64 2
  store ptr %t124, ptr %t125
  ret i64 1
exit2:
  %t126 = load ptr, ptr %s0
  %t127 = getelementptr i64, ptr %frame, i64 0
  store ptr %t126, ptr %t127
  %t128 = load ptr, ptr %s1
  %t129 = getelementptr i64, ptr %frame, i64 1
  store ptr %t128, ptr %t129
  %t130 = load i1, ptr %s22
  %t131 = getelementptr i64, ptr %frame, i64 2
  %t132 = zext i1 %t130 to i64
  store i64 %t132, ptr %t131
  %t133 = load i64, ptr %s9
  %t134 = getelementptr i64, ptr %frame, i64 3
  store i64 %t133, ptr %t134
  %t135 = load ptr, ptr %s2
  %t136 = getelementptr i64, ptr %frame, i64 4
  store ptr %t135, ptr %t136
  %t137 = load i64, ptr %s8
  %t138 = getelementptr i64, ptr %frame, i64 5
  store i64 %t137, ptr %t138
  %t139 = load i64, ptr %s5
  %t140 = getelementptr i64, ptr %frame, i64 6
  store i64 %t139, ptr %t140
  %t141 = load i64, ptr %s6
  %t142 = getelementptr i64, ptr %frame, i64 7
  store i64 %t141, ptr %t142
  %t143 = load i64, ptr %s7
  %t144 = getelementptr i64, ptr %frame, i64 8
  store i64 %t143, ptr %t144
  ret i64 3
exit3:
  %t145 = load ptr, ptr %s0
  %t146 = getelementptr i64, ptr %frame, i64 0
  store ptr %t145, ptr %t146
  %t147 = load ptr, ptr %s1
  %t148 = getelementptr i64, ptr %frame, i64 1
  store ptr %t147, ptr %t148
  %t149 = load i1, ptr %s22
  %t150 = getelementptr i64, ptr %frame, i64 2
  %t151 = zext i1 %t149 to i64
  store i64 %t151, ptr %t150
  %t152 = load i64, ptr %s9
  %t153 = getelementptr i64, ptr %frame, i64 3
  store i64 %t152, ptr %t153
  %t154 = load ptr, ptr %s2
  %t155 = getelementptr i64, ptr %frame, i64 4
  store ptr %t154, ptr %t155
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
  %v2 = alloca ptr
  %v2.data = alloca ptr
  %v2.len = alloca i64
  %v2.dim1 = alloca i64
  %v3 = alloca i64
  %v4 = alloca i64
  %v5 = alloca i64
  %v6.0 = alloca <4 x i64>
  %v7.0 = alloca <4 x i64>
  %v8.0 = alloca <4 x i64>
  %v9.0 = alloca <4 x i64>
  %exit_id = alloca i64
  %countdown = alloca i64
  %s5 = alloca i64
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
  %t19 = getelementptr i64, ptr %captures, i64 2
  %t20 = load ptr, ptr %t19
  store ptr %t20, ptr %v2
  %t21 = load ptr, ptr %v2
  %t22 = getelementptr i8, ptr %t21, i64 0
  %t23 = load ptr, ptr %t22
  store ptr %t23, ptr %v2.data
  %t24 = getelementptr i8, ptr %t21, i64 8
  %t25 = load i64, ptr %t24
  store i64 %t25, ptr %v2.len
  %t26 = getelementptr i8, ptr %t21, i64 16
  %t27 = load i64, ptr %t26
  store i64 %t27, ptr %v2.dim1
  store i64 %begin, ptr %v3
  store i64 %end, ptr %v4
  %t28 = getelementptr i8, ptr %host, i64 16
  %t29 = load i64, ptr %t28
  store i64 %t29, ptr %countdown
  %t30 = load i64, ptr %v3
  store i64 %t30, ptr %v5
  br label %next0
next0:
  %t31 = load i64, ptr %v5
  store i64 %t31, ptr %s5
  store i64 4, ptr %exit_id
  ; undo flags
  %t34 = load i64, ptr %countdown
  %t35 = sub i64 %t34, 1
  store i64 %t35, ptr %countdown
  %t36 = icmp slt i64 %t35, 0
  br i1 %t36, label %poll33, label %go33, !prof !1
poll33:
  %t37 = getelementptr i8, ptr %host, i64 24
  %t38 = load ptr, ptr %t37
  %t39 = call i64 %t38(ptr %host)
  %t40 = getelementptr i8, ptr %host, i64 16
  %t41 = load i64, ptr %t40
  store i64 %t41, ptr %countdown
  %t42 = icmp ne i64 %t39, 0
  br i1 %t42, label %fail, label %go33, !prof !1
go33:
  %t43 = load i64, ptr %v5
  %t44 = add i64 %t43, 4
  %t45 = load i64, ptr %v4
  %t46 = icmp sgt i64 %t44, %t45
  br i1 %t46, label %then47, label %done47, !prof !1
then47:
  br label %end0
done47:
  %t48 = load i64, ptr %v5
  %t49 = add i64 %t48, 0
  %t50 = add i64 %t49, 0
  %t51 = load ptr, ptr %v1.data
  %t52 = getelementptr i64, ptr %t51, i64 %t50
  %t53 = load <4 x i64>, ptr %t52, align 8
  store <4 x i64> %t53, ptr %v6.0
  %t54 = load i64, ptr %v5
  %t55 = add i64 %t54, 0
  %t56 = add i64 %t55, 0
  %t57 = load ptr, ptr %v0.data
  %t58 = getelementptr i64, ptr %t57, i64 %t56
  %t59 = load <4 x i64>, ptr %t58, align 8
  store <4 x i64> %t59, ptr %v8.0
  %t60 = load <4 x i64>, ptr %v8.0
  %t61 = load <4 x i64>, ptr %v6.0
  %t62 = add <4 x i64> %t60, %t61
  %t63 = xor <4 x i64> %t62, %t60
  %t64 = xor <4 x i64> %t62, %t61
  %t65 = and <4 x i64> %t63, %t64
  %t66 = icmp slt <4 x i64> %t65, zeroinitializer
  %t67 = sext <4 x i1> %t66 to <4 x i64>
  %t68 = icmp slt <4 x i64> %t67, zeroinitializer
  %t69 = bitcast <4 x i1> %t68 to i4
  %t70 = icmp ne i4 %t69, 0
  %t71 = xor i1 %t70, true
  br i1 %t71, label %good72, label %fail, !prof !0
good72:
  %t73 = load <4 x i64>, ptr %v8.0
  %t74 = load <4 x i64>, ptr %v6.0
  %t75 = add <4 x i64> %t73, %t74
  %t76 = load i64, ptr %v5
  %t77 = add i64 %t76, 0
  %t78 = add i64 %t77, 0
  %t79 = load ptr, ptr %v2.data
  %t80 = getelementptr i64, ptr %t79, i64 %t78
  store <4 x i64> %t75, ptr %t80, align 8
  %t81 = load i64, ptr %v5
  %t82 = add i64 %t81, 4
  store i64 %t82, ptr %v5
  br label %next0
end0:
  %t83 = load i64, ptr %v5
  ret i64 %t83
fail:
  %t84 = load i64, ptr %exit_id
  switch i64 %t84, label %nowhere [ i64 4, label %exit4 ]
nowhere:
  unreachable
exit4:
  %t85 = load i64, ptr %s5
  ret i64 %t85
}

declare {i64, i1} @llvm.sadd.with.overflow.i64(i64, i64) nounwind
declare i64 @llvm.smax.i64(i64, i64) nounwind
declare i64 @llvm.smin.i64(i64, i64) nounwind
!0 = !{!"branch_weights", i32 100000, i32 1}
!1 = !{!"branch_weights", i32 1, i32 100000}
