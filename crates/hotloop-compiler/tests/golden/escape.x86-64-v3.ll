target triple = "x86_64-unknown-linux-gnu"

define i64 @hotloop_entry(ptr noalias %frame, ptr noalias %host) nounwind "min-legal-vector-width"="256" {
entry:
  %v0 = alloca ptr
  %v0.data = alloca ptr
  %v0.len = alloca i64
  %v0.dim1 = alloca i64
  %v1 = alloca i64
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
  %v10 = alloca double
  %v11 = alloca i64
  %v12 = alloca i64
  %v13 = alloca i64
  %v14 = alloca double
  %v15 = alloca i64
  %v16 = alloca i64
  %v17 = alloca i64
  %v18 = alloca i64
  %exit_id = alloca i64
  %countdown = alloca i64
  %s0 = alloca ptr
  %s1 = alloca i64
  %s2 = alloca ptr
  %captures34 = alloca [3 x i64]
  %s8 = alloca i64
  %s5 = alloca i64
  %s6 = alloca i64
  %s7 = alloca i64
  %s9 = alloca i64
  %s11 = alloca i64
  %s10 = alloca double
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
  %t11 = load i64, ptr %t10
  store i64 %t11, ptr %v1
  %t12 = getelementptr i64, ptr %frame, i64 2
  %t13 = load ptr, ptr %t12
  store ptr %t13, ptr %v2
  %t14 = load ptr, ptr %v2
  %t15 = getelementptr i8, ptr %t14, i64 0
  %t16 = load ptr, ptr %t15
  store ptr %t16, ptr %v2.data
  %t17 = getelementptr i8, ptr %t14, i64 8
  %t18 = load i64, ptr %t17
  store i64 %t18, ptr %v2.len
  %t19 = getelementptr i8, ptr %t14, i64 16
  %t20 = load i64, ptr %t19
  store i64 %t20, ptr %v2.dim1
  %t21 = getelementptr i8, ptr %host, i64 16
  %t22 = load i64, ptr %t21
  store i64 %t22, ptr %countdown
  %t23 = load ptr, ptr %v0
  store ptr %t23, ptr %s0
  %t24 = load i64, ptr %v1
  store i64 %t24, ptr %s1
  %t25 = load ptr, ptr %v2
  store ptr %t25, ptr %s2
  store i64 0, ptr %exit_id
  ; undo flags
  store i64 0, ptr %v5
  store i64 1, ptr %v6
  %t27 = load i64, ptr %v0.len
  %t28 = call i64 @llvm.smax.i64(i64 %t27, i64 0)
  store i64 %t28, ptr %v7
  store i64 0, ptr %v8
  store i64 0, ptr %v8
  br label %head1
head1:
  %t29 = load i64, ptr %v8
  %t30 = load i64, ptr %v0.len
  %t31 = call i64 @llvm.smax.i64(i64 %t30, i64 0)
  %t32 = load i64, ptr %v2.len
  %t33 = call i64 @llvm.smin.i64(i64 %t31, i64 %t32)
  %t35 = sub i64 %t33, %t29
  %t36 = icmp sge i64 %t35, 4
  br i1 %t36, label %strips34, label %scalar34
strips34:
  %t37 = load ptr, ptr %v0
  %t38 = getelementptr i64, ptr %captures34, i64 0
  store ptr %t37, ptr %t38
  %t39 = load i64, ptr %v1
  %t40 = getelementptr i64, ptr %captures34, i64 1
  store i64 %t39, ptr %t40
  %t41 = load ptr, ptr %v2
  %t42 = getelementptr i64, ptr %captures34, i64 2
  store ptr %t41, ptr %t42
  %t43 = getelementptr i8, ptr %host, i64 40
  %t44 = load ptr, ptr %t43
  %t45 = call i64 %t44(ptr %host, i64 0, ptr @hotloop_kernel_0, ptr %captures34, i64 %t29, i64 %t33, i64 %t33)
  store i64 %t45, ptr %v8
  %t46 = getelementptr i8, ptr %host, i64 16
  %t47 = load i64, ptr %t46
  store i64 %t47, ptr %countdown
  br label %scalar34
scalar34:
  %t48 = load ptr, ptr %v0
  store ptr %t48, ptr %s0
  %t49 = load i64, ptr %v1
  store i64 %t49, ptr %s1
  %t50 = load ptr, ptr %v2
  store ptr %t50, ptr %s2
  %t51 = load i64, ptr %v8
  store i64 %t51, ptr %s8
  %t52 = load i64, ptr %v5
  store i64 %t52, ptr %s5
  %t53 = load i64, ptr %v6
  store i64 %t53, ptr %s6
  %t54 = load i64, ptr %v7
  store i64 %t54, ptr %s7
  store i64 1, ptr %exit_id
  ; undo flags
  %t57 = load i64, ptr %countdown
  %t58 = sub i64 %t57, 1
  store i64 %t58, ptr %countdown
  %t59 = icmp slt i64 %t58, 0
  br i1 %t59, label %poll56, label %go56, !prof !1
poll56:
  %t60 = getelementptr i8, ptr %host, i64 24
  %t61 = load ptr, ptr %t60
  %t62 = call i64 %t61(ptr %host)
  %t63 = getelementptr i8, ptr %host, i64 16
  %t64 = load i64, ptr %t63
  store i64 %t64, ptr %countdown
  %t65 = icmp ne i64 %t62, 0
  br i1 %t65, label %fail, label %go56, !prof !1
go56:
  %t66 = load i64, ptr %v8
  %t67 = load i64, ptr %v0.len
  %t68 = call i64 @llvm.smax.i64(i64 %t67, i64 0)
  %t69 = icmp slt i64 %t66, %t68
  br i1 %t69, label %body1, label %end1, !prof !0
body1:
  %t70 = load i64, ptr %v8
  store i64 %t70, ptr %v9
  store double 0x0000000000000000, ptr %v10
  store i64 0, ptr %v11
  br label %next3
next3:
  %t71 = load ptr, ptr %v0
  store ptr %t71, ptr %s0
  %t72 = load i64, ptr %v9
  store i64 %t72, ptr %s9
  %t73 = load i64, ptr %v11
  store i64 %t73, ptr %s11
  %t74 = load i64, ptr %v1
  store i64 %t74, ptr %s1
  %t75 = load ptr, ptr %v2
  store ptr %t75, ptr %s2
  %t76 = load double, ptr %v10
  store double %t76, ptr %s10
  %t77 = load i64, ptr %v8
  store i64 %t77, ptr %s8
  %t78 = load i64, ptr %v5
  store i64 %t78, ptr %s5
  %t79 = load i64, ptr %v6
  store i64 %t79, ptr %s6
  %t80 = load i64, ptr %v7
  store i64 %t80, ptr %s7
  store i64 2, ptr %exit_id
  ; undo flags
  %t83 = load i64, ptr %countdown
  %t84 = sub i64 %t83, 1
  store i64 %t84, ptr %countdown
  %t85 = icmp slt i64 %t84, 0
  br i1 %t85, label %poll82, label %go82, !prof !1
poll82:
  %t86 = getelementptr i8, ptr %host, i64 24
  %t87 = load ptr, ptr %t86
  %t88 = call i64 %t87(ptr %host)
  %t89 = getelementptr i8, ptr %host, i64 16
  %t90 = load i64, ptr %t89
  store i64 %t90, ptr %countdown
  %t91 = icmp ne i64 %t88, 0
  br i1 %t91, label %fail, label %go82, !prof !1
go82:
  %t92 = load double, ptr %v10
  %t93 = fcmp olt double %t92, 0x4010000000000000
  %t94 = load i64, ptr %v11
  %t95 = load i64, ptr %v1
  %t96 = icmp slt i64 %t94, %t95
  %t97 = and i1 %t93, %t96
  %t98 = xor i1 %t97, true
  br i1 %t98, label %then99, label %done99, !prof !1
then99:
  br label %end3
done99:
  %t100 = load i64, ptr %v8
  %t101 = load ptr, ptr %v0.data
  %t102 = getelementptr double, ptr %t101, i64 %t100
  %t103 = load double, ptr %t102
  store double %t103, ptr %v14
  %t104 = load double, ptr %v10
  %t105 = fmul double %t104, %t104
  %t106 = load double, ptr %v14
  %t107 = fadd double %t105, %t106
  store double %t107, ptr %v10
  %t108 = load i64, ptr %v11
  %t109 = add i64 %t108, 1
  store i64 %t109, ptr %v11
  br label %next3
end3:
  br label %end2
end2:
  %t110 = load ptr, ptr %v0
  store ptr %t110, ptr %s0
  %t111 = load i64, ptr %v9
  store i64 %t111, ptr %s9
  %t112 = load i64, ptr %v11
  store i64 %t112, ptr %s11
  %t113 = load i64, ptr %v1
  store i64 %t113, ptr %s1
  %t114 = load ptr, ptr %v2
  store ptr %t114, ptr %s2
  %t115 = load i64, ptr %v8
  store i64 %t115, ptr %s8
  %t116 = load i64, ptr %v5
  store i64 %t116, ptr %s5
  %t117 = load i64, ptr %v6
  store i64 %t117, ptr %s6
  %t118 = load i64, ptr %v7
  store i64 %t118, ptr %s7
  store i64 3, ptr %exit_id
  ; undo flags
  %t120 = load i64, ptr %v8
  %t121 = load i64, ptr %v2.len
  %t122 = icmp slt i64 %t120, %t121
  br i1 %t122, label %good123, label %fail, !prof !0
good123:
  %t124 = load i64, ptr %v8
  %t125 = load ptr, ptr %v2.data
  %t126 = getelementptr i64, ptr %t125, i64 %t124
  %t127 = load i64, ptr %v11
  store i64 %t127, ptr %t126
  br label %next1
next1:
  %t128 = load i64, ptr %v8
  %t129 = add nsw i64 %t128, 1
  store i64 %t129, ptr %v8
  br label %head1
end1:
  br label %end0
end0:
  store i64 4, ptr %exit_id
  ; undo flags
  ret i64 0
fail:
  %t131 = load i64, ptr %exit_id
  switch i64 %t131, label %nowhere [ i64 0, label %exit0 i64 1, label %exit1 i64 2, label %exit2 i64 3, label %exit3 i64 4, label %exit4 ]
nowhere:
  unreachable
exit0:
  %t132 = load ptr, ptr %s0
  %t133 = getelementptr i64, ptr %frame, i64 0
  store ptr %t132, ptr %t133
  %t134 = load i64, ptr %s1
  %t135 = getelementptr i64, ptr %frame, i64 1
  store i64 %t134, ptr %t135
  %t136 = load ptr, ptr %s2
  %t137 = getelementptr i64, ptr %frame, i64 2
  store ptr %t136, ptr %t137
  ret i64 1
exit1:
  %t138 = load ptr, ptr %s0
  %t139 = getelementptr i64, ptr %frame, i64 0
  store ptr %t138, ptr %t139
  %t140 = load i64, ptr %s1
  %t141 = getelementptr i64, ptr %frame, i64 1
  store i64 %t140, ptr %t141
  %t142 = load ptr, ptr %s2
  %t143 = getelementptr i64, ptr %frame, i64 2
  store ptr %t142, ptr %t143
  %t144 = load i64, ptr %s8
  %t145 = getelementptr i64, ptr %frame, i64 3
  store i64 %t144, ptr %t145
  %t146 = load i64, ptr %s5
  %t147 = getelementptr i64, ptr %frame, i64 4
  store i64 %t146, ptr %t147
  %t148 = load i64, ptr %s6
  %t149 = getelementptr i64, ptr %frame, i64 5
  store i64 %t148, ptr %t149
  %t150 = load i64, ptr %s7
  %t151 = getelementptr i64, ptr %frame, i64 6
  store i64 %t150, ptr %t151
  ret i64 2
exit2:
  %t152 = load ptr, ptr %s0
  %t153 = getelementptr i64, ptr %frame, i64 0
  store ptr %t152, ptr %t153
  %t154 = load i64, ptr %s9
  %t155 = getelementptr i64, ptr %frame, i64 1
  store i64 %t154, ptr %t155
  %t156 = load i64, ptr %s11
  %t157 = getelementptr i64, ptr %frame, i64 2
  store i64 %t156, ptr %t157
  %t158 = load i64, ptr %s1
  %t159 = getelementptr i64, ptr %frame, i64 3
  store i64 %t158, ptr %t159
  %t160 = load ptr, ptr %s2
  %t161 = getelementptr i64, ptr %frame, i64 4
  store ptr %t160, ptr %t161
  %t162 = load double, ptr %s10
  %t163 = getelementptr i64, ptr %frame, i64 5
  store double %t162, ptr %t163
  %t164 = load i64, ptr %s8
  %t165 = getelementptr i64, ptr %frame, i64 6
  store i64 %t164, ptr %t165
  %t166 = load i64, ptr %s5
  %t167 = getelementptr i64, ptr %frame, i64 7
  store i64 %t166, ptr %t167
  %t168 = load i64, ptr %s6
  %t169 = getelementptr i64, ptr %frame, i64 8
  store i64 %t168, ptr %t169
  %t170 = load i64, ptr %s7
  %t171 = getelementptr i64, ptr %frame, i64 9
  store i64 %t170, ptr %t171
  ret i64 3
exit3:
  %t172 = load ptr, ptr %s0
  %t173 = getelementptr i64, ptr %frame, i64 0
  store ptr %t172, ptr %t173
  %t174 = load i64, ptr %s9
  %t175 = getelementptr i64, ptr %frame, i64 1
  store i64 %t174, ptr %t175
  %t176 = load i64, ptr %s11
  %t177 = getelementptr i64, ptr %frame, i64 2
  store i64 %t176, ptr %t177
  %t178 = load i64, ptr %s1
  %t179 = getelementptr i64, ptr %frame, i64 3
  store i64 %t178, ptr %t179
  %t180 = load ptr, ptr %s2
  %t181 = getelementptr i64, ptr %frame, i64 4
  store ptr %t180, ptr %t181
  %t182 = load i64, ptr %s8
  %t183 = getelementptr i64, ptr %frame, i64 5
  store i64 %t182, ptr %t183
  %t184 = load i64, ptr %s5
  %t185 = getelementptr i64, ptr %frame, i64 6
  store i64 %t184, ptr %t185
  %t186 = load i64, ptr %s6
  %t187 = getelementptr i64, ptr %frame, i64 7
  store i64 %t186, ptr %t187
  %t188 = load i64, ptr %s7
  %t189 = getelementptr i64, ptr %frame, i64 8
  store i64 %t188, ptr %t189
  ret i64 4
exit4:
  ret i64 5
}

define i64 @hotloop_kernel_0(ptr noalias %captures, i64 %begin, i64 %end, ptr noalias %host) nounwind "min-legal-vector-width"="256" {
entry:
  %v0 = alloca ptr
  %v0.data = alloca ptr
  %v0.len = alloca i64
  %v0.dim1 = alloca i64
  %v1 = alloca i64
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
  %v10.0 = alloca <4 x i64>
  %v11.0 = alloca <4 x i64>
  %v12.0 = alloca <4 x double>
  %v13.0 = alloca <4 x double>
  %v14.0 = alloca <4 x double>
  %v15.0 = alloca <4 x i64>
  %v16.0 = alloca <4 x i64>
  %v17 = alloca i64
  %v18.0 = alloca <4 x i64>
  %v19.0 = alloca <4 x i64>
  %v20.0 = alloca <4 x double>
  %v21.0 = alloca <4 x i64>
  %v22.0 = alloca <4 x i64>
  %v23 = alloca i64
  %v24.0 = alloca <4 x i64>
  %v25.0 = alloca <4 x i64>
  %v26.0 = alloca <4 x i64>
  %exit_id = alloca i64
  %countdown = alloca i64
  %s3 = alloca i64
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
  %t11 = load i64, ptr %t10
  store i64 %t11, ptr %v1
  %t12 = getelementptr i64, ptr %captures, i64 2
  %t13 = load ptr, ptr %t12
  store ptr %t13, ptr %v2
  %t14 = load ptr, ptr %v2
  %t15 = getelementptr i8, ptr %t14, i64 0
  %t16 = load ptr, ptr %t15
  store ptr %t16, ptr %v2.data
  %t17 = getelementptr i8, ptr %t14, i64 8
  %t18 = load i64, ptr %t17
  store i64 %t18, ptr %v2.len
  %t19 = getelementptr i8, ptr %t14, i64 16
  %t20 = load i64, ptr %t19
  store i64 %t20, ptr %v2.dim1
  store i64 %begin, ptr %v3
  store i64 %end, ptr %v4
  %t21 = getelementptr i8, ptr %host, i64 16
  %t22 = load i64, ptr %t21
  store i64 %t22, ptr %countdown
  store <4 x i64> splat (i64 0), ptr %v6.0
  store <4 x i64> splat (i64 0), ptr %v11.0
  store <4 x double> splat (double 0x0000000000000000), ptr %v13.0
  store <4 x double> splat (double 0x0000000000000000), ptr %v14.0
  store <4 x i64> splat (i64 0), ptr %v15.0
  %t23 = load i64, ptr %v3
  store i64 %t23, ptr %v5
  store <4 x i64> splat (i64 0), ptr %v7.0
  store <4 x i64> splat (i64 0), ptr %v8.0
  br label %next4
next4:
  %t24 = load i64, ptr %v3
  store i64 %t24, ptr %s3
  store i64 5, ptr %exit_id
  ; undo flags
  %t27 = load i64, ptr %countdown
  %t28 = sub i64 %t27, 1
  store i64 %t28, ptr %countdown
  %t29 = icmp slt i64 %t28, 0
  br i1 %t29, label %poll26, label %go26, !prof !1
poll26:
  %t30 = getelementptr i8, ptr %host, i64 24
  %t31 = load ptr, ptr %t30
  %t32 = call i64 %t31(ptr %host)
  %t33 = getelementptr i8, ptr %host, i64 16
  %t34 = load i64, ptr %t33
  store i64 %t34, ptr %countdown
  %t35 = icmp ne i64 %t32, 0
  br i1 %t35, label %fail, label %go26, !prof !1
go26:
  %t36 = load <4 x i64>, ptr %v8.0
  %t37 = load <4 x i64>, ptr %v7.0
  %t38 = xor <4 x i64> %t37, splat (i64 -1)
  %t39 = and <4 x i64> %t36, %t38
  store <4 x i64> %t39, ptr %v9.0
  %t40 = load <4 x i64>, ptr %v9.0
  %t41 = icmp slt <4 x i64> %t40, zeroinitializer
  %t42 = bitcast <4 x i1> %t41 to i4
  %t43 = icmp ne i4 %t42, 0
  br i1 %t43, label %then44, label %done44
then44:
  %t45 = load <4 x i64>, ptr %v9.0
  %t46 = load <4 x i64>, ptr %v15.0
  %t47 = load <4 x i64>, ptr %v6.0
  %t48 = load ptr, ptr %v2.data
  %t49 = getelementptr i64, ptr %t48, <4 x i64> %t47
  %t50 = icmp slt <4 x i64> %t45, zeroinitializer
  call void @llvm.masked.scatter.v4i64.v4p0(<4 x i64> %t46, <4 x ptr> align 8 %t49, <4 x i1> %t50)
  br label %done44
done44:
  %t51 = load <4 x i64>, ptr %v7.0
  %t52 = xor <4 x i64> %t51, splat (i64 -1)
  %t53 = load i64, ptr %v5
  %t54 = insertelement <4 x i64> poison, i64 %t53, i64 0
  %t55 = shufflevector <4 x i64> %t54, <4 x i64> poison, <4 x i32> zeroinitializer
  %t56 = icmp slt <4 x i64> %t52, zeroinitializer
  %t57 = zext <4 x i1> %t56 to <4 x i64>
  %t58 = shufflevector <4 x i64> %t57, <4 x i64> zeroinitializer, <4 x i32> <i32 4, i32 0, i32 1, i32 2>
  %t59 = add <4 x i64> %t57, %t58
  %t60 = shufflevector <4 x i64> %t59, <4 x i64> zeroinitializer, <4 x i32> <i32 4, i32 4, i32 0, i32 1>
  %t61 = add <4 x i64> %t59, %t60
  %t62 = sub <4 x i64> %t61, %t57
  %t63 = insertelement <4 x i64> poison, i64 0, i64 0
  %t64 = shufflevector <4 x i64> %t63, <4 x i64> poison, <4 x i32> zeroinitializer
  %t65 = add <4 x i64> %t62, %t64
  %t66 = icmp slt <4 x i64> %t52, zeroinitializer
  %t67 = bitcast <4 x i1> %t66 to i4
  %t68 = zext i4 %t67 to i32
  %t69 = call i32 @llvm.ctpop.i32(i32 %t68)
  %t70 = zext i32 %t69 to i64
  %t71 = add i64 0, %t70
  %t72 = add <4 x i64> %t55, %t65
  %t73 = load <4 x i64>, ptr %v6.0
  %t74 = icmp slt <4 x i64> %t52, zeroinitializer
  %t75 = select <4 x i1> %t74, <4 x i64> %t72, <4 x i64> %t73
  store <4 x i64> %t75, ptr %v6.0
  %t76 = load <4 x i64>, ptr %v7.0
  %t77 = xor <4 x i64> %t76, splat (i64 -1)
  %t78 = load <4 x i64>, ptr %v6.0
  %t79 = load i64, ptr %v4
  %t80 = insertelement <4 x i64> poison, i64 %t79, i64 0
  %t81 = shufflevector <4 x i64> %t80, <4 x i64> poison, <4 x i32> zeroinitializer
  %t82 = icmp slt <4 x i64> %t78, %t81
  %t83 = sext <4 x i1> %t82 to <4 x i64>
  %t84 = and <4 x i64> %t77, %t83
  store <4 x i64> %t84, ptr %v10.0
  %t85 = load i64, ptr %v5
  %t86 = load <4 x i64>, ptr %v10.0
  %t87 = icmp slt <4 x i64> %t86, zeroinitializer
  %t88 = bitcast <4 x i1> %t87 to i4
  %t89 = zext i4 %t88 to i32
  %t90 = call i32 @llvm.ctpop.i32(i32 %t89)
  %t91 = zext i32 %t90 to i64
  %t92 = add i64 %t85, %t91
  store i64 %t92, ptr %v5
  %t93 = load <4 x i64>, ptr %v7.0
  %t94 = load <4 x i64>, ptr %v10.0
  %t95 = or <4 x i64> %t93, %t94
  store <4 x i64> %t95, ptr %v8.0
  %t96 = load <4 x i64>, ptr %v8.0
  %t97 = icmp slt <4 x i64> %t96, zeroinitializer
  %t98 = bitcast <4 x i1> %t97 to i4
  %t99 = icmp ne i4 %t98, 0
  %t100 = xor i1 %t99, true
  br i1 %t100, label %then101, label %done101, !prof !1
then101:
  br label %end4
done101:
  %t102 = load <4 x i64>, ptr %v10.0
  %t103 = icmp slt <4 x i64> %t102, zeroinitializer
  %t104 = bitcast <4 x i1> %t103 to i4
  %t105 = icmp ne i4 %t104, 0
  br i1 %t105, label %then106, label %done106, !prof !0
then106:
  %t107 = load <4 x i64>, ptr %v10.0
  %t108 = load <4 x i64>, ptr %v6.0
  %t109 = load ptr, ptr %v0.data
  %t110 = getelementptr double, ptr %t109, <4 x i64> %t108
  %t111 = icmp slt <4 x i64> %t107, zeroinitializer
  %t112 = insertelement <4 x ptr> poison, ptr @hotloop_nothing, i64 0
  %t113 = shufflevector <4 x ptr> %t112, <4 x ptr> poison, <4 x i32> zeroinitializer
  %t114 = select <4 x i1> %t111, <4 x ptr> %t110, <4 x ptr> %t113
  %t115 = extractelement <4 x ptr> %t114, i64 0
  %t116 = getelementptr double, ptr %t115, i64 0
  %t117 = extractelement <4 x ptr> %t114, i64 1
  %t118 = getelementptr double, ptr %t117, i64 0
  %t119 = extractelement <4 x ptr> %t114, i64 2
  %t120 = getelementptr double, ptr %t119, i64 0
  %t121 = extractelement <4 x ptr> %t114, i64 3
  %t122 = getelementptr double, ptr %t121, i64 0
  %t123 = load double, ptr %t116, align 8
  %t124 = insertelement <4 x double> poison, double %t123, i64 0
  %t125 = load double, ptr %t118, align 8
  %t126 = insertelement <4 x double> %t124, double %t125, i64 1
  %t127 = load double, ptr %t120, align 8
  %t128 = insertelement <4 x double> %t126, double %t127, i64 2
  %t129 = load double, ptr %t122, align 8
  %t130 = insertelement <4 x double> %t128, double %t129, i64 3
  store <4 x double> %t130, ptr %v12.0
  %t131 = load <4 x i64>, ptr %v10.0
  %t132 = load <4 x double>, ptr %v12.0
  %t133 = load <4 x double>, ptr %v13.0
  %t134 = icmp slt <4 x i64> %t131, zeroinitializer
  %t135 = select <4 x i1> %t134, <4 x double> %t132, <4 x double> %t133
  store <4 x double> %t135, ptr %v13.0
  %t136 = load <4 x i64>, ptr %v10.0
  %t137 = load <4 x double>, ptr %v14.0
  %t138 = icmp slt <4 x i64> %t136, zeroinitializer
  %t139 = select <4 x i1> %t138, <4 x double> splat (double 0x0000000000000000), <4 x double> %t137
  store <4 x double> %t139, ptr %v14.0
  %t140 = load <4 x i64>, ptr %v10.0
  %t141 = load <4 x i64>, ptr %v15.0
  %t142 = icmp slt <4 x i64> %t140, zeroinitializer
  %t143 = select <4 x i1> %t142, <4 x i64> splat (i64 0), <4 x i64> %t141
  store <4 x i64> %t143, ptr %v15.0
  %t144 = load <4 x i64>, ptr %v11.0
  %t145 = load <4 x i64>, ptr %v10.0
  %t146 = xor <4 x i64> %t145, splat (i64 -1)
  %t147 = and <4 x i64> %t144, %t146
  %t148 = or <4 x i64> %t147, %t145
  store <4 x i64> %t148, ptr %v11.0
  %t149 = load <4 x i64>, ptr %v7.0
  %t150 = load <4 x i64>, ptr %v10.0
  %t151 = or <4 x i64> %t149, %t150
  store <4 x i64> %t151, ptr %v7.0
  br label %done106
done106:
  store i64 0, ptr %v17
  store <4 x i64> splat (i64 0), ptr %v18.0
  br label %next5
next5:
  %t153 = load i64, ptr %countdown
  %t154 = sub i64 %t153, 1
  store i64 %t154, ptr %countdown
  %t155 = icmp slt i64 %t154, 0
  br i1 %t155, label %poll152, label %go152, !prof !1
poll152:
  %t156 = getelementptr i8, ptr %host, i64 24
  %t157 = load ptr, ptr %t156
  %t158 = call i64 %t157(ptr %host)
  %t159 = getelementptr i8, ptr %host, i64 16
  %t160 = load i64, ptr %t159
  store i64 %t160, ptr %countdown
  %t161 = icmp ne i64 %t158, 0
  br i1 %t161, label %fail, label %go152, !prof !1
go152:
  %t162 = load <4 x i64>, ptr %v7.0
  %t163 = load <4 x i64>, ptr %v18.0
  %t164 = xor <4 x i64> %t163, splat (i64 -1)
  %t165 = and <4 x i64> %t162, %t164
  store <4 x i64> %t165, ptr %v19.0
  %t166 = load i64, ptr %v17
  %t167 = load i64, ptr %v5
  %t168 = load i64, ptr %v4
  %t169 = icmp slt i64 %t167, %t168
  %t170 = load <4 x i64>, ptr %v7.0
  %t171 = icmp slt <4 x i64> %t170, zeroinitializer
  %t172 = bitcast <4 x i1> %t171 to i4
  %t173 = zext i4 %t172 to i32
  %t174 = call i32 @llvm.ctpop.i32(i32 %t173)
  %t175 = zext i32 %t174 to i64
  %t176 = select i1 %t169, i64 4, i64 %t175
  %t177 = load <4 x i64>, ptr %v19.0
  %t178 = icmp slt <4 x i64> %t177, zeroinitializer
  %t179 = bitcast <4 x i1> %t178 to i4
  %t180 = zext i4 %t179 to i32
  %t181 = call i32 @llvm.ctpop.i32(i32 %t180)
  %t182 = zext i32 %t181 to i64
  %t183 = sub i64 %t176, %t182
  %t184 = add i64 %t166, %t183
  store i64 %t184, ptr %v17
  %t185 = load i64, ptr %v17
  %t186 = icmp slt i64 %t185, 4
  %t187 = load <4 x i64>, ptr %v19.0
  %t188 = icmp slt <4 x i64> %t187, zeroinitializer
  %t189 = bitcast <4 x i1> %t188 to i4
  %t190 = zext i4 %t189 to i32
  %t191 = call i32 @llvm.ctpop.i32(i32 %t190)
  %t192 = zext i32 %t191 to i64
  %t193 = icmp sgt i64 %t192, 0
  %t194 = and i1 %t186, %t193
  br i1 %t194, label %then195, label %done195, !prof !0
then195:
  %t196 = load <4 x double>, ptr %v14.0
  store <4 x double> %t196, ptr %v20.0
  %t197 = load <4 x i64>, ptr %v15.0
  store <4 x i64> %t197, ptr %v21.0
  store <4 x i64> splat (i64 -1), ptr %v22.0
  %t198 = load <4 x double>, ptr %v14.0
  %t199 = fcmp olt <4 x double> %t198, splat (double 0x4010000000000000)
  %t200 = sext <4 x i1> %t199 to <4 x i64>
  %t201 = load <4 x i64>, ptr %v15.0
  %t202 = load i64, ptr %v1
  %t203 = insertelement <4 x i64> poison, i64 %t202, i64 0
  %t204 = shufflevector <4 x i64> %t203, <4 x i64> poison, <4 x i32> zeroinitializer
  %t205 = icmp slt <4 x i64> %t201, %t204
  %t206 = sext <4 x i1> %t205 to <4 x i64>
  %t207 = and <4 x i64> %t200, %t206
  %t208 = and <4 x i64> %t207, splat (i64 -1)
  store <4 x i64> %t208, ptr %v22.0
  %t209 = load <4 x double>, ptr %v14.0
  %t210 = fmul <4 x double> %t209, %t209
  %t211 = load <4 x double>, ptr %v13.0
  %t212 = fadd <4 x double> %t210, %t211
  store <4 x double> %t212, ptr %v14.0
  %t213 = load <4 x i64>, ptr %v15.0
  %t214 = add <4 x i64> %t213, splat (i64 1)
  store <4 x i64> %t214, ptr %v15.0
  %t215 = load <4 x i64>, ptr %v22.0
  %t216 = load <4 x double>, ptr %v14.0
  %t217 = fcmp olt <4 x double> %t216, splat (double 0x4010000000000000)
  %t218 = sext <4 x i1> %t217 to <4 x i64>
  %t219 = load <4 x i64>, ptr %v15.0
  %t220 = load i64, ptr %v1
  %t221 = insertelement <4 x i64> poison, i64 %t220, i64 0
  %t222 = shufflevector <4 x i64> %t221, <4 x i64> poison, <4 x i32> zeroinitializer
  %t223 = icmp slt <4 x i64> %t219, %t222
  %t224 = sext <4 x i1> %t223 to <4 x i64>
  %t225 = and <4 x i64> %t218, %t224
  %t226 = and <4 x i64> %t215, %t225
  store <4 x i64> %t226, ptr %v22.0
  %t227 = load <4 x double>, ptr %v14.0
  %t228 = fmul <4 x double> %t227, %t227
  %t229 = load <4 x double>, ptr %v13.0
  %t230 = fadd <4 x double> %t228, %t229
  store <4 x double> %t230, ptr %v14.0
  %t231 = load <4 x i64>, ptr %v15.0
  %t232 = add <4 x i64> %t231, splat (i64 1)
  store <4 x i64> %t232, ptr %v15.0
  %t233 = load <4 x i64>, ptr %v22.0
  %t234 = load <4 x double>, ptr %v14.0
  %t235 = fcmp olt <4 x double> %t234, splat (double 0x4010000000000000)
  %t236 = sext <4 x i1> %t235 to <4 x i64>
  %t237 = load <4 x i64>, ptr %v15.0
  %t238 = load i64, ptr %v1
  %t239 = insertelement <4 x i64> poison, i64 %t238, i64 0
  %t240 = shufflevector <4 x i64> %t239, <4 x i64> poison, <4 x i32> zeroinitializer
  %t241 = icmp slt <4 x i64> %t237, %t240
  %t242 = sext <4 x i1> %t241 to <4 x i64>
  %t243 = and <4 x i64> %t236, %t242
  %t244 = and <4 x i64> %t233, %t243
  store <4 x i64> %t244, ptr %v22.0
  %t245 = load <4 x double>, ptr %v14.0
  %t246 = fmul <4 x double> %t245, %t245
  %t247 = load <4 x double>, ptr %v13.0
  %t248 = fadd <4 x double> %t246, %t247
  store <4 x double> %t248, ptr %v14.0
  %t249 = load <4 x i64>, ptr %v15.0
  %t250 = add <4 x i64> %t249, splat (i64 1)
  store <4 x i64> %t250, ptr %v15.0
  %t251 = load <4 x i64>, ptr %v22.0
  %t252 = load <4 x double>, ptr %v14.0
  %t253 = fcmp olt <4 x double> %t252, splat (double 0x4010000000000000)
  %t254 = sext <4 x i1> %t253 to <4 x i64>
  %t255 = load <4 x i64>, ptr %v15.0
  %t256 = load i64, ptr %v1
  %t257 = insertelement <4 x i64> poison, i64 %t256, i64 0
  %t258 = shufflevector <4 x i64> %t257, <4 x i64> poison, <4 x i32> zeroinitializer
  %t259 = icmp slt <4 x i64> %t255, %t258
  %t260 = sext <4 x i1> %t259 to <4 x i64>
  %t261 = and <4 x i64> %t254, %t260
  %t262 = and <4 x i64> %t251, %t261
  store <4 x i64> %t262, ptr %v22.0
  %t263 = load <4 x double>, ptr %v14.0
  %t264 = fmul <4 x double> %t263, %t263
  %t265 = load <4 x double>, ptr %v13.0
  %t266 = fadd <4 x double> %t264, %t265
  store <4 x double> %t266, ptr %v14.0
  %t267 = load <4 x i64>, ptr %v15.0
  %t268 = add <4 x i64> %t267, splat (i64 1)
  store <4 x i64> %t268, ptr %v15.0
  %t269 = load <4 x i64>, ptr %v22.0
  %t270 = load <4 x double>, ptr %v14.0
  %t271 = fcmp olt <4 x double> %t270, splat (double 0x4010000000000000)
  %t272 = sext <4 x i1> %t271 to <4 x i64>
  %t273 = load <4 x i64>, ptr %v15.0
  %t274 = load i64, ptr %v1
  %t275 = insertelement <4 x i64> poison, i64 %t274, i64 0
  %t276 = shufflevector <4 x i64> %t275, <4 x i64> poison, <4 x i32> zeroinitializer
  %t277 = icmp slt <4 x i64> %t273, %t276
  %t278 = sext <4 x i1> %t277 to <4 x i64>
  %t279 = and <4 x i64> %t272, %t278
  %t280 = and <4 x i64> %t269, %t279
  store <4 x i64> %t280, ptr %v22.0
  %t281 = load <4 x double>, ptr %v14.0
  %t282 = fmul <4 x double> %t281, %t281
  %t283 = load <4 x double>, ptr %v13.0
  %t284 = fadd <4 x double> %t282, %t283
  store <4 x double> %t284, ptr %v14.0
  %t285 = load <4 x i64>, ptr %v15.0
  %t286 = add <4 x i64> %t285, splat (i64 1)
  store <4 x i64> %t286, ptr %v15.0
  %t287 = load <4 x i64>, ptr %v22.0
  %t288 = load <4 x double>, ptr %v14.0
  %t289 = fcmp olt <4 x double> %t288, splat (double 0x4010000000000000)
  %t290 = sext <4 x i1> %t289 to <4 x i64>
  %t291 = load <4 x i64>, ptr %v15.0
  %t292 = load i64, ptr %v1
  %t293 = insertelement <4 x i64> poison, i64 %t292, i64 0
  %t294 = shufflevector <4 x i64> %t293, <4 x i64> poison, <4 x i32> zeroinitializer
  %t295 = icmp slt <4 x i64> %t291, %t294
  %t296 = sext <4 x i1> %t295 to <4 x i64>
  %t297 = and <4 x i64> %t290, %t296
  %t298 = and <4 x i64> %t287, %t297
  store <4 x i64> %t298, ptr %v22.0
  %t299 = load <4 x double>, ptr %v14.0
  %t300 = fmul <4 x double> %t299, %t299
  %t301 = load <4 x double>, ptr %v13.0
  %t302 = fadd <4 x double> %t300, %t301
  store <4 x double> %t302, ptr %v14.0
  %t303 = load <4 x i64>, ptr %v15.0
  %t304 = add <4 x i64> %t303, splat (i64 1)
  store <4 x i64> %t304, ptr %v15.0
  %t305 = load <4 x i64>, ptr %v22.0
  %t306 = load <4 x double>, ptr %v14.0
  %t307 = fcmp olt <4 x double> %t306, splat (double 0x4010000000000000)
  %t308 = sext <4 x i1> %t307 to <4 x i64>
  %t309 = load <4 x i64>, ptr %v15.0
  %t310 = load i64, ptr %v1
  %t311 = insertelement <4 x i64> poison, i64 %t310, i64 0
  %t312 = shufflevector <4 x i64> %t311, <4 x i64> poison, <4 x i32> zeroinitializer
  %t313 = icmp slt <4 x i64> %t309, %t312
  %t314 = sext <4 x i1> %t313 to <4 x i64>
  %t315 = and <4 x i64> %t308, %t314
  %t316 = and <4 x i64> %t305, %t315
  store <4 x i64> %t316, ptr %v22.0
  %t317 = load <4 x double>, ptr %v14.0
  %t318 = fmul <4 x double> %t317, %t317
  %t319 = load <4 x double>, ptr %v13.0
  %t320 = fadd <4 x double> %t318, %t319
  store <4 x double> %t320, ptr %v14.0
  %t321 = load <4 x i64>, ptr %v15.0
  %t322 = add <4 x i64> %t321, splat (i64 1)
  store <4 x i64> %t322, ptr %v15.0
  %t323 = load <4 x i64>, ptr %v22.0
  %t324 = load <4 x double>, ptr %v14.0
  %t325 = fcmp olt <4 x double> %t324, splat (double 0x4010000000000000)
  %t326 = sext <4 x i1> %t325 to <4 x i64>
  %t327 = load <4 x i64>, ptr %v15.0
  %t328 = load i64, ptr %v1
  %t329 = insertelement <4 x i64> poison, i64 %t328, i64 0
  %t330 = shufflevector <4 x i64> %t329, <4 x i64> poison, <4 x i32> zeroinitializer
  %t331 = icmp slt <4 x i64> %t327, %t330
  %t332 = sext <4 x i1> %t331 to <4 x i64>
  %t333 = and <4 x i64> %t326, %t332
  %t334 = and <4 x i64> %t323, %t333
  store <4 x i64> %t334, ptr %v22.0
  %t335 = load <4 x double>, ptr %v14.0
  %t336 = fmul <4 x double> %t335, %t335
  %t337 = load <4 x double>, ptr %v13.0
  %t338 = fadd <4 x double> %t336, %t337
  store <4 x double> %t338, ptr %v14.0
  %t339 = load <4 x i64>, ptr %v15.0
  %t340 = add <4 x i64> %t339, splat (i64 1)
  store <4 x i64> %t340, ptr %v15.0
  %t341 = load <4 x i64>, ptr %v19.0
  %t342 = load <4 x i64>, ptr %v22.0
  %t343 = xor <4 x i64> %t342, splat (i64 -1)
  %t344 = and <4 x i64> %t341, %t343
  %t345 = icmp slt <4 x i64> %t344, zeroinitializer
  %t346 = bitcast <4 x i1> %t345 to i4
  %t347 = icmp ne i4 %t346, 0
  br i1 %t347, label %then348, label %else348, !prof !1
then348:
  %t349 = load <4 x i64>, ptr %v19.0
  %t350 = load <4 x i64>, ptr %v22.0
  %t351 = and <4 x i64> %t349, %t350
  %t352 = load <4 x double>, ptr %v14.0
  %t353 = load <4 x double>, ptr %v20.0
  %t354 = icmp slt <4 x i64> %t351, zeroinitializer
  %t355 = select <4 x i1> %t354, <4 x double> %t352, <4 x double> %t353
  store <4 x double> %t355, ptr %v14.0
  %t356 = load <4 x i64>, ptr %v19.0
  %t357 = load <4 x i64>, ptr %v22.0
  %t358 = and <4 x i64> %t356, %t357
  %t359 = load <4 x i64>, ptr %v15.0
  %t360 = load <4 x i64>, ptr %v21.0
  %t361 = icmp slt <4 x i64> %t358, zeroinitializer
  %t362 = select <4 x i1> %t361, <4 x i64> %t359, <4 x i64> %t360
  store <4 x i64> %t362, ptr %v15.0
  %t363 = load <4 x i64>, ptr %v18.0
  %t364 = load <4 x i64>, ptr %v19.0
  %t365 = load <4 x i64>, ptr %v22.0
  %t366 = xor <4 x i64> %t365, splat (i64 -1)
  %t367 = and <4 x i64> %t364, %t366
  %t368 = or <4 x i64> %t363, %t367
  store <4 x i64> %t368, ptr %v18.0
  br label %done348
else348:
  %t369 = load <4 x i64>, ptr %v19.0
  %t370 = load <4 x double>, ptr %v14.0
  %t371 = load <4 x double>, ptr %v20.0
  %t372 = icmp slt <4 x i64> %t369, zeroinitializer
  %t373 = select <4 x i1> %t372, <4 x double> %t370, <4 x double> %t371
  store <4 x double> %t373, ptr %v14.0
  %t374 = load <4 x i64>, ptr %v19.0
  %t375 = load <4 x i64>, ptr %v15.0
  %t376 = load <4 x i64>, ptr %v21.0
  %t377 = icmp slt <4 x i64> %t374, zeroinitializer
  %t378 = select <4 x i1> %t377, <4 x i64> %t375, <4 x i64> %t376
  store <4 x i64> %t378, ptr %v15.0
  br label %done348
done348:
  br label %next5
done195:
  store i64 0, ptr %v23
  br label %head6
head6:
  %t379 = load i64, ptr %v23
  %t380 = icmp slt i64 %t379, 8
  br i1 %t380, label %body6, label %end6, !prof !0
body6:
  %t381 = load <4 x i64>, ptr %v7.0
  %t382 = icmp slt <4 x i64> %t381, zeroinitializer
  %t383 = bitcast <4 x i1> %t382 to i4
  %t384 = icmp ne i4 %t383, 0
  %t385 = xor i1 %t384, true
  br i1 %t385, label %then386, label %done386, !prof !1
then386:
  br label %end5
done386:
  %t387 = load <4 x i64>, ptr %v7.0
  %t388 = load <4 x double>, ptr %v14.0
  %t389 = fcmp olt <4 x double> %t388, splat (double 0x4010000000000000)
  %t390 = sext <4 x i1> %t389 to <4 x i64>
  %t391 = load <4 x i64>, ptr %v15.0
  %t392 = load i64, ptr %v1
  %t393 = insertelement <4 x i64> poison, i64 %t392, i64 0
  %t394 = shufflevector <4 x i64> %t393, <4 x i64> poison, <4 x i32> zeroinitializer
  %t395 = icmp slt <4 x i64> %t391, %t394
  %t396 = sext <4 x i1> %t395 to <4 x i64>
  %t397 = and <4 x i64> %t390, %t396
  %t398 = xor <4 x i64> %t397, splat (i64 -1)
  %t399 = and <4 x i64> %t387, %t398
  store <4 x i64> %t399, ptr %v24.0
  %t400 = load <4 x i64>, ptr %v24.0
  store <4 x i64> %t400, ptr %v25.0
  %t401 = load <4 x i64>, ptr %v24.0
  %t402 = xor <4 x i64> %t401, splat (i64 -1)
  %t403 = and <4 x i64> %t401, %t402
  store <4 x i64> %t403, ptr %v24.0
  %t404 = load <4 x i64>, ptr %v7.0
  %t405 = load <4 x i64>, ptr %v25.0
  %t406 = xor <4 x i64> %t405, splat (i64 -1)
  %t407 = and <4 x i64> %t404, %t406
  store <4 x i64> %t407, ptr %v7.0
  %t408 = load <4 x i64>, ptr %v7.0
  %t409 = load <4 x i64>, ptr %v25.0
  %t410 = xor <4 x i64> %t409, splat (i64 -1)
  %t411 = and <4 x i64> %t408, %t410
  store <4 x i64> %t411, ptr %v7.0
  %t412 = load <4 x double>, ptr %v14.0
  %t413 = fmul <4 x double> %t412, %t412
  %t414 = load <4 x double>, ptr %v13.0
  %t415 = fadd <4 x double> %t413, %t414
  store <4 x double> %t415, ptr %v14.0
  %t416 = load <4 x i64>, ptr %v7.0
  %t417 = load <4 x i64>, ptr %v15.0
  %t418 = add <4 x i64> %t417, splat (i64 1)
  %t419 = icmp slt <4 x i64> %t416, zeroinitializer
  %t420 = select <4 x i1> %t419, <4 x i64> %t418, <4 x i64> %t417
  store <4 x i64> %t420, ptr %v15.0
  br label %next6
next6:
  %t421 = load i64, ptr %v23
  %t422 = add nsw i64 %t421, 1
  store i64 %t422, ptr %v23
  br label %head6
end6:
  store <4 x i64> splat (i64 0), ptr %v18.0
  store i64 0, ptr %v17
  %t423 = load i64, ptr %v5
  %t424 = load i64, ptr %v4
  %t425 = icmp slt i64 %t423, %t424
  br i1 %t425, label %then426, label %done426, !prof !0
then426:
  br label %end5
done426:
  br label %next5
end5:
  br label %next4
end4:
  %t427 = load i64, ptr %v4
  ret i64 %t427
fail:
  %t428 = load i64, ptr %exit_id
  switch i64 %t428, label %nowhere [ i64 5, label %exit5 ]
nowhere:
  unreachable
exit5:
  %t429 = load i64, ptr %s3
  ret i64 %t429
}

@hotloop_nothing = private constant [64 x i64] zeroinitializer, align 16
declare i32 @llvm.ctpop.i32(i32) nounwind
declare void @llvm.masked.scatter.v4i64.v4p0(<4 x i64>, <4 x ptr>, <4 x i1>) nounwind
declare i64 @llvm.smax.i64(i64, i64) nounwind
declare i64 @llvm.smin.i64(i64, i64) nounwind
!0 = !{!"branch_weights", i32 100000, i32 1}
!1 = !{!"branch_weights", i32 1, i32 100000}
